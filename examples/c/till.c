/*
 * A till, as an old compiler takes it: prints all customers of a last name, makes one more, and says what can have
 * become of it.
 *
 * Build: cc -std=c89 till.c -lomnifund -o till
 * Run:   till LASTNAME
 *        with OMNIFUND_USERNAME, and the settings that `omnifund --help` lists, set: OMNIFUND_BASE_URL,
 *        OMNIFUND_CLIENT_ID, OMNIFUND_CLIENT_SECRET and OMNIFUND_STORE; OMNIFUND_PASSWORD where nobody has signed in
 *        yet.
 * Exit status: 0 where the customer is made, 1 where it is not, 2 where nobody here knows.
 */
#include <stdio.h>
#include <stdlib.h>

#include <omnifund.h>

enum { MADE = 0, NOT_MADE = 1, UNKNOWN = 2 };

static const char *required(const char *name)
{
    const char *value = getenv(name);

    if (!value) {
        fprintf(stderr, "%s is not set\n", name);
        exit(NOT_MADE);
    }
    return value;
}

/* For what comes before the customer is sent. */
static void must(int32_t code, omnifund_error **err)
{
    if (code == OMNIFUND_OK)
        return;
    fprintf(stderr, "%s\n", omnifund_error_message(*err));
    omnifund_error_free(*err);
    exit(NOT_MADE);
}

static omnifund_session *signed_in(void)
{
    omnifund_error *err = NULL;
    omnifund_session *session = NULL;
    omnifund_token *token = NULL;
    int32_t code;

    must(omnifund_session_open_configured(NULL, required("OMNIFUND_USERNAME"), &session, &err), &err);
    code = omnifund_session_token(session, &token, &err);
    if (code != OMNIFUND_OK && omnifund_error_advice(err) == OMNIFUND_ADVICE_SIGN_IN) {
        omnifund_error_free(err);
        code = omnifund_session_sign_in(session, required("OMNIFUND_PASSWORD"), &err);
    }
    must(code, &err);
    omnifund_token_free(token);
    return session;
}

/* The first page is asked for with the filter; where the next one is, the server says, filter and all. */
static omnifund_request *first_page(const char *last_name)
{
    omnifund_error *err = NULL;
    omnifund_request *page = NULL;

    must(omnifund_request_new("GET", "/api/customers", &page, &err), &err);
    must(omnifund_request_add_query(page, "lastName", last_name, &err), &err);
    must(omnifund_request_add_query(page, "itemsPerPage", "2", &err), &err);
    return page;
}

/* Prints each page on a line of its own. Gives 0 where there is no page for a request. */
static int print_customers(const omnifund_session *session, const char *last_name)
{
    omnifund_request *page = first_page(last_name);

    while (page) {
        omnifund_error *err = NULL;
        omnifund_response *answer = NULL;

        /* A page is the same however often it is asked for. */
        must(omnifund_request_set_retry(page, 1, &err), &err);
        if (omnifund_session_request(session, page, &answer, &err) != OMNIFUND_OK) {
            fprintf(stderr, "%s\n", omnifund_error_message(err));
            omnifund_error_free(err);
            omnifund_request_free(page);
            return 0;
        }
        omnifund_request_free(page);
        page = NULL;
        if (omnifund_response_outcome(answer) != OMNIFUND_OUTCOME_DONE) {
            fprintf(stderr, "OmniFund answers %d: %s\n", (int)omnifund_response_status(answer),
                    omnifund_response_body(answer));
            omnifund_response_free(answer);
            return 0;
        }
        printf("%s\n", omnifund_response_body(answer));
        if (omnifund_response_next(answer))
            must(omnifund_request_new("GET", omnifund_response_next(answer), &page, &err), &err);
        omnifund_response_free(answer);
    }
    return 1;
}

/* {"firstName": "New", "lastName": "..."}, to be freed. */
static char *new_customer(const char *last_name, int64_t *length)
{
    const unsigned char *at = (const unsigned char *)last_name;
    size_t characters = 0;
    char *json, *end;

    while (last_name[characters])
        characters++;
    json = (char *)malloc(64 + 6 * characters);
    if (!json) {
        fprintf(stderr, "there is no memory left\n");
        exit(NOT_MADE);
    }
    end = json + sprintf(json, "{\"firstName\": \"New\", \"lastName\": \"");
    for (; *at; at++)
        if (*at < 0x20 || *at == '"' || *at == '\\')
            end += sprintf(end, "\\u%04x", *at);
        else
            *end++ = (char)*at;
    end += sprintf(end, "\"}");
    *length = end - json;
    return json;
}

/* What became of it is a fact that the library tells, whatever went wrong. */
static int32_t make_customer(const omnifund_session *session, const char *last_name)
{
    omnifund_error *err = NULL;
    omnifund_request *request = NULL;
    omnifund_response *answer = NULL;
    int64_t length;
    char *json = new_customer(last_name, &length);
    int32_t outcome;

    must(omnifund_request_new("POST", "/api/customers", &request, &err), &err);
    must(omnifund_request_set_body(request, "application/json", json, length, &err), &err);
    free(json);
    if (omnifund_session_request(session, request, &answer, &err) == OMNIFUND_OK) {
        outcome = omnifund_response_outcome(answer);
        if (outcome != OMNIFUND_OUTCOME_DONE)
            fprintf(stderr, "OmniFund answers %d: %s\n", (int)omnifund_response_status(answer),
                    omnifund_response_body(answer));
    } else {
        outcome = omnifund_error_outcome(err);
        fprintf(stderr, "%s\n", omnifund_error_message(err));
        omnifund_error_free(err);
    }
    omnifund_response_free(answer);
    omnifund_request_free(request);
    return outcome;
}

int main(int argc, char **argv)
{
    omnifund_session *session;
    int status;

    if (argc != 2) {
        fprintf(stderr, "usage: till LASTNAME\n");
        return NOT_MADE;
    }
    session = signed_in();
    if (!print_customers(session, argv[1])) {
        omnifund_session_free(session);
        return NOT_MADE;
    }
    switch (make_customer(session, argv[1])) {
    case OMNIFUND_OUTCOME_DONE:
        printf("The customer is made.\n");
        status = MADE;
        break;
    case OMNIFUND_OUTCOME_NOT_SENT:
    case OMNIFUND_OUTCOME_REFUSED:
        printf("The customer is not made.\n");
        status = NOT_MADE;
        break;
    default:
        /* Never again by itself: OmniFund knows whether it was. */
        printf("No answer came, and the customer may be made. What OmniFund has now:\n");
        print_customers(session, argv[1]);
        status = UNKNOWN;
    }
    omnifund_session_free(session);
    return status;
}
