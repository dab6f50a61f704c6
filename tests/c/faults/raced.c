/* Sets one config on two threads at once, which the header forbids. */
#include <pthread.h>
#include <stddef.h>

#include <omnifund.h>

static void *set(void *config)
{
    int round;

    for (round = 0; round < 100; round++)
        omnifund_config_set_base_url(config, "https://localhost", NULL);
    return NULL;
}

int main(void)
{
    pthread_t other;
    omnifund_config *config = omnifund_config_new();

    pthread_create(&other, NULL, set, config);
    set(config);
    pthread_join(other, NULL);
    omnifund_config_free(config);
    return 0;
}
