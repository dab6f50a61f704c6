/* Holds files open so that nobody else may open them, as a virus scanner or a backup does, until its input ends. */
#include <stdio.h>
#include <windows.h>

int main(int argc, char **argv)
{
    int i;

    for (i = 1; i < argc; i++) {
        HANDLE held = CreateFileA(argv[i], GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);

        if (held == INVALID_HANDLE_VALUE) {
            fprintf(stderr, "%s: %lu\n", argv[i], GetLastError());
            return 1;
        }
    }
    puts("ready");
    fflush(stdout);
    while (getchar() != EOF)
        continue;
    return 0;
}
