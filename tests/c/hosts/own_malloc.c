/*
 * A program with a malloc of its own and nothing else of that kind: what malloc_usable_size of the C
 * library says of its memory is made up. A size class has a region of its own, and a block no header.
 */
#define _DEFAULT_SOURCE
#include <string.h>
#include <sys/mman.h>

#include "host.h"

#define CLASSES 32
#define REGION (1ul << 28)

static char *regions;
static size_t used[CLASSES];
static void *freed[CLASSES];
static volatile int locked;

static int class_of(size_t size)
{
    int class = 4;
    while (class < CLASSES && 1ul << class < size)
        class++;
    return class;
}

void *malloc(size_t size)
{
    int class = class_of(size);
    void *block;
    if (1ul << class > REGION)
        return NULL;
    while (__sync_lock_test_and_set(&locked, 1))
        ;
    if (!regions)
        regions = mmap(NULL, REGION * CLASSES, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    block = freed[class];
    if (block) {
        freed[class] = *(void **)block;
    } else {
        block = regions + REGION * class + used[class];
        used[class] += 1ul << class;
    }
    __sync_lock_release(&locked);
    return block;
}

static int class_at(void *block)
{
    return (int)((size_t)((char *)block - regions) / REGION);
}

void free(void *block)
{
    if (!block)
        return;
    while (__sync_lock_test_and_set(&locked, 1))
        ;
    *(void **)block = freed[class_at(block)];
    freed[class_at(block)] = block;
    __sync_lock_release(&locked);
}

void *calloc(size_t count, size_t size)
{
    void *block = malloc(count * size);
    return block ? memset(block, 0, count * size) : NULL;
}

void *realloc(void *block, size_t size)
{
    void *moved = malloc(size);
    if (block && moved) {
        size_t capacity = (size_t)1 << class_at(block);
        memcpy(moved, block, capacity < size ? capacity : size);
        free(block);
    }
    return moved;
}

/* A block of a class is aligned to its size. */
void *aligned_alloc(size_t alignment, size_t size)
{
    return malloc(size < alignment ? alignment : size);
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    *block = aligned_alloc(alignment, size);
    return 0;
}

int main(int count, char **arguments)
{
    omnifund_session *session;
    omnifund_config *cfg = configured();
    int32_t code;
    if (count < 2)
        return 2;
    session = opened(cfg, arguments[1]);
    code = omnifund_session_refresh(session, NULL);
    omnifund_session_free(session);
    omnifund_config_free(cfg);
    return code != OMNIFUND_OK;
}
