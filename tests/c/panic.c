/* Calls a function that panics, in a library that was built with one. */
#include <stdio.h>

#include <omnifund.h>

int32_t omnifund_panic_probe(omnifund_error **err);

int main(void)
{
    omnifund_error *err = NULL;
    int32_t code = omnifund_panic_probe(&err);

    printf("%d %d %s\n", (int)code, (int)omnifund_error_advice(err), omnifund_error_message(err));
    omnifund_error_free(err);
    return 0;
}
