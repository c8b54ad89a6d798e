// What a capture costs without anything around it: children's output through a pipe and epoll into a file.
//
//   capture say BYTES [LINE]        writes BYTES of lines of LINE bytes (100), 64 KiB a write
//   capture keep FILE PROGRAM...    runs PROGRAM, its output into FILE
//   capture show FILE PROGRAM...    the same, and into FILE.shown each line behind a time, a stream and a name
//   capture many N FOLDER PROGRAM...  N of them at once, each into a file of its own
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 1 << 16 };
extern char **environ;

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void write_all(int fd, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t taken = write(fd, bytes, length);
        if (taken < 0) die("write");
        bytes += taken;
        length -= taken;
    }
}

static int say(long bytes, int line) {
    static char block[CHUNK];
    int whole = CHUNK / line * line;
    memset(block, 'x', whole);
    for (int end = line - 1; end < whole; end += line) block[end] = '\n';
    for (; bytes > 0; bytes -= whole) write_all(1, block, bytes < whole ? bytes : whole);
    return 0;
}

static int spawn(char **program, pid_t *pid) {
    int pipes[2];
    if (pipe2(pipes, O_CLOEXEC) < 0) die("pipe2");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipes[1], 1);
    errno = posix_spawn(pid, program[0], &actions, NULL, program, environ);
    if (errno) die(program[0]);
    posix_spawn_file_actions_destroy(&actions);
    close(pipes[1]);
    return pipes[0];
}

// The time is made anew for each chunk, as a line's own time is that of the read that brought it.
static size_t prefixed(const char *from, size_t length, char *to) {
    static int within_line = 0;
    char prefix[64];
    struct timespec now;
    struct tm local;
    clock_gettime(CLOCK_REALTIME, &now);
    localtime_r(&now.tv_sec, &local);
    size_t size = strftime(prefix, sizeof prefix, "%Y-%m-%dT%H:%M:%S", &local);
    size += sprintf(prefix + size, ".%03ld%+03ld:00 OUT [flood] ", now.tv_nsec / 1000000, local.tm_gmtoff / 3600);
    char *out = to;
    while (length > 0) {
        const char *end = memchr(from, '\n', length);
        size_t part = end ? (size_t)(end - from) + 1 : length;
        if (!within_line) {
            memcpy(out, prefix, size);
            out += size;
        }
        memcpy(out, from, part);
        out += part;
        within_line = end == NULL;
        from += part;
        length -= part;
    }
    return out - to;
}

static int capture(int count, int shows, const char *target, char **program) {
    static char in[CHUNK], out[CHUNK * 66];
    int *files = calloc(count, sizeof *files), poll = epoll_create1(0), open_ends = count, shown = -1;
    int *ends = calloc(count, sizeof *ends);
    pid_t *pids = calloc(count, sizeof *pids);
    for (int i = 0; i < count; i++) {
        char path[4096 + 16];
        if (count > 1) snprintf(path, 4096, "%s/%d", target, i);
        else snprintf(path, 4096, "%s", target);
        files[i] = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (files[i] < 0) die(path);
        if (shows) {
            strcat(path, ".shown");
            shown = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
            if (shown < 0) die(path);
        }
        ends[i] = spawn(program, &pids[i]);
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};
        epoll_ctl(poll, EPOLL_CTL_ADD, ends[i], &event);
    }
    while (open_ends > 0) {
        struct epoll_event events[64];
        int ready = epoll_wait(poll, events, 64, -1);
        for (int i = 0; i < ready; i++) {
            int which = events[i].data.u32;
            ssize_t length = read(ends[which], in, CHUNK);
            if (length <= 0) {
                close(ends[which]);
                open_ends--;
                continue;
            }
            write_all(files[which], in, length);
            if (shows) write_all(shown, out, prefixed(in, length, out));
        }
    }
    for (int i = 0; i < count; i++) waitpid(pids[i], NULL, 0);
    return 0;
}

int main(int argc, char **argv) {
    if (argc >= 3 && !strcmp(argv[1], "say")) return say(atol(argv[2]), argc > 3 ? atoi(argv[3]) : 100);
    if (argc >= 4 && !strcmp(argv[1], "keep")) return capture(1, 0, argv[2], argv + 3);
    if (argc >= 4 && !strcmp(argv[1], "show")) return capture(1, 1, argv[2], argv + 3);
    if (argc >= 5 && !strcmp(argv[1], "many")) return capture(atoi(argv[2]), 0, argv[3], argv + 4);
    fputs("usage: capture say|keep|show|many ...\n", stderr);
    return 2;
}
