/* board_file.c -- the folder of boards that nginx serves as files. */
#include "usher-scheduler/board_file.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_SIZE 64

bool board_folder_take(struct board_folder *folder)
{
    if (folder->fd >= 0)
        return true;
    int fd = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
        folder->fd = fd;
    else if (fd >= 0)
        (void)close(fd);
    return folder->fd >= 0;
}

/* A draw that runs beside the ticks has the folder open as well, so that closing it here would keep
 * the lock. */
void board_folder_release(struct board_folder *folder)
{
    if (folder->fd < 0)
        return;
    (void)flock(folder->fd, LOCK_UN);
    (void)close(folder->fd);
    folder->fd = -1;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(fd, bytes, length);
        if (written <= 0)
            return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

/* Line ends behind the text make it longer than the board of the same second that is there. */
static bool write_padding(const struct board_folder *folder, int fd, const char *name,
                          int64_t second)
{
    struct stat old, new;
    if (fstatat(folder->fd, name, &old, 0) != 0 || old.st_mtim.tv_sec != second)
        return true;
    if (fstat(fd, &new) != 0)
        return false;
    for (; new.st_size <= old.st_size; new.st_size++) {
        if (!write_all(fd, "\n", 1))
            return false;
    }
    return true;
}

/* The boards are for everybody, whatever umask the scheduler was started with. */
static bool write_board(const struct board_folder *folder, int fd, const char *name, int64_t at_us,
                        const char *text)
{
    int64_t second = at_us / 1000000;
    struct timespec times[] = {{.tv_sec = second}, {.tv_sec = second}};
    return write_all(fd, text, strlen(text)) && write_padding(folder, fd, name, second) &&
           fchmod(fd, 0644) == 0 && futimens(fd, times) == 0;
}

bool board_file_write(const struct board_folder *folder, const struct uuid *concert_id,
                      int64_t at_us, const char *text)
{
    char name[NAME_SIZE], fresh[NAME_SIZE];
    (void)snprintf(name, sizeof(name), "%s.json", concert_id->text);
    (void)snprintf(fresh, sizeof(fresh), "%s.new", concert_id->text);
    int fd = openat(folder->fd, fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        return false;
    bool is_written = write_board(folder, fd, name, at_us, text);
    (void)close(fd);
    return is_written && renameat(folder->fd, fresh, folder->fd, name) == 0;
}

/* The concert that a file of the folder is about, whole or half written. */
static bool is_board(const char *name, struct uuid *ret_concert_id)
{
    char id[NAME_SIZE];
    size_t length = strcspn(name, ".");
    bool is_ours = strcmp(name + length, ".json") == 0 || strcmp(name + length, ".new") == 0;
    if (!is_ours || length >= sizeof(id))
        return false;
    memcpy(id, name, length);
    id[length] = '\0';
    return uuid_parse(id, ret_concert_id);
}

static bool is_among(const struct uuid *id, const struct uuid *ids, size_t count)
{
    bool is_found = false;
    for (size_t i = 0; i < count && !is_found; i++)
        is_found = uuid_equal(id, &ids[i]);
    return is_found;
}

void board_folder_keep(const struct board_folder *folder, const struct uuid *concert_ids,
                       size_t count)
{
    int fd = openat(folder->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = fd >= 0 ? fdopendir(fd) : NULL;
    struct uuid id;
    if (!entries) {
        if (fd >= 0)
            (void)close(fd);
        return;
    }
    for (struct dirent *entry = readdir(entries); entry; entry = readdir(entries)) {
        if (is_board(entry->d_name, &id) && !is_among(&id, concert_ids, count))
            (void)unlinkat(folder->fd, entry->d_name, 0);
    }
    (void)closedir(entries);
}
