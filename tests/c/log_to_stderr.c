/*
 * Logs to standard error, over and over; a test has closed the other end of it by then. It ends with
 * status 0, and not by SIGPIPE.
 */
#include <stdlib.h>

#include <omnifund.h>

int main(void)
{
    omnifund_client *client = NULL;
    omnifund_config *cfg = omnifund_config_new();
    int round;

    omnifund_config_set_base_url(cfg, getenv("OMNIFUND_BASE_URL"), NULL);
    omnifund_config_set_ca_file(cfg, getenv("OMNIFUND_CA_FILE"), NULL);
    omnifund_config_set_credentials(cfg, getenv("OMNIFUND_CLIENT_ID"),
                                    getenv("OMNIFUND_CLIENT_SECRET"), NULL);
    omnifund_config_log_to_stderr(cfg, OMNIFUND_LOG_LEVEL_DEBUG, NULL);
    if (omnifund_client_new(cfg, &client, NULL))
        return 1;
    for (round = 0; round < 50; round++) {
        omnifund_token *token = NULL;
        if (omnifund_client_password_grant(client, "omnifund_user", "omnifund_password", &token, NULL))
            return 1;
        omnifund_token_free(token);
    }
    omnifund_client_free(client);
    omnifund_config_free(cfg);
    return 0;
}
