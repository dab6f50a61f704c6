/* What it costs to load the library. */
#include <stddef.h>

#include <omnifund.h>

int main(void)
{
    return omnifund_version() == NULL;
}
