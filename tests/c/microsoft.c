/* Compiled as Microsoft's compiler would, and without its C library: what ends the program is its entry's number. */
#include <omnifund.h>

static int32_t told;

static void OMNIFUND_CALL on_log(void *userdata, int32_t level, const char *message)
{
    (void)message;
    *(int32_t *)userdata = level;
}

int start(void)
{
    omnifund_config *cfg = omnifund_config_new();
    omnifund_log_callback callback = on_log;
    int32_t code;

    if (omnifund_abi_version() != OMNIFUND_ABI_VERSION)
        return 1;
    code = omnifund_config_log_to_callback(cfg, callback, &told, OMNIFUND_LOG_LEVEL_DEBUG, NULL);
    omnifund_config_free(cfg);
    return code == OMNIFUND_OK ? 42 : 2;
}
