/* Frees no config. */
#include <omnifund.h>

int main(void)
{
    omnifund_config *config = omnifund_config_new();
    int failed = omnifund_config_set_base_url(config, "https://localhost", NULL) != OMNIFUND_OK;

    config = NULL;
    return failed || config;
}
