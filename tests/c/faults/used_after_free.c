/* Reads an error's message after the error was freed. */
#include <stdio.h>

#include <omnifund.h>

int main(void)
{
    omnifund_error *error = NULL;
    omnifund_config *config = omnifund_config_new();

    omnifund_config_set_base_url(config, "no url", &error);
    omnifund_config_free(config);
    omnifund_error_free(error);
    printf("%d\n", (int)omnifund_error_code(error));
    return 0;
}
