/* A token from the directory that the first argument names; with a second argument, signs in first. */
#include "session.h"

int main(int count, char **arguments)
{
    omnifund_store *store;
    omnifund_session *session;
    omnifund_token *token;

    if (count < 2)
        return 2;
    must(omnifund_store_open_file(arguments[1], NULL, &store, NULL), "store");
    session = open_session(store);
    if (count > 2)
        must(omnifund_session_sign_in(session, arguments[2], NULL), "sign-in");
    must(omnifund_session_token(session, &token, NULL), "token");
    if (!omnifund_token_access_token(token))
        return 1;
    omnifund_token_free(token);
    omnifund_session_free(session);
    omnifund_store_free(store);
    return 0;
}
