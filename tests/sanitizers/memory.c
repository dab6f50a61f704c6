/*
 * What LLVM's ThreadSanitizer calls in the place of memcpy and its like, for runtimes that do not have it, such as
 * GCC's: there memcpy itself is watched.
 */
#include <string.h>

void *__tsan_memcpy(void *to, const void *from, size_t size)
{
    return memcpy(to, from, size);
}

void *__tsan_memmove(void *to, const void *from, size_t size)
{
    return memmove(to, from, size);
}

void *__tsan_memset(void *to, int byte, size_t size)
{
    return memset(to, byte, size);
}
