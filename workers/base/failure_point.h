/* failure_point.h -- places where a test lets a process die. A build without USHER_FAILURE_POINTS
 * has none. */
#ifndef USHER_BASE_FAILURE_POINT_H
#define USHER_BASE_FAILURE_POINT_H

#ifdef USHER_FAILURE_POINTS
/*
 * Kills this process, as SIGKILL does, when the file that the variable USHER_FAILURE_FILE names
 * holds the name of this point. The file goes first: one process dies, and once.
 */
void failure_point(const char *name);
#else
static inline void failure_point(const char *name)
{
    (void)name;
}
#endif

#endif
