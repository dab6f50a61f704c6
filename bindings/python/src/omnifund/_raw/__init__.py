"""The raw calls: what here knows of cffi and of the C library. The language's manners lie above."""
