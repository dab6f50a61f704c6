/*
 * For programs that load libraries so that these find their own symbols before everybody else's: with a sanitizer that
 * replaces malloc they must not, and its runtime ends such a program.
 */
#define _GNU_SOURCE
#include <dlfcn.h>

void *dlopen(const char *name, int flags)
{
    void *(*next)(const char *, int) = (void *(*)(const char *, int))dlsym(RTLD_NEXT, "dlopen");

    return next(name, flags & ~RTLD_DEEPBIND);
}
