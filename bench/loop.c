/* The yardstick of the bench: what the kernel allows. It starts children as the engine does - posix_spawn with a session, default signals
   and an empty mask of their own, /dev/null and a pipe each -, waits for pidfds and pipes in one epoll set, and starts again what has ended.

     loop forever COUNT PROGRAM ARG...            COUNT children, restarted at once; at the end of stdin SIGTERM to all, then "stopped MS"
     loop short TOTAL PARALLEL PROGRAM ARG...     TOTAL children, at most PARALLEL at a time, then "seconds S"
     loop mark FILE                               the child: appends its pid and the time of its first instruction, then waits for a signal
*/

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

struct child { pid_t pid; int pidfd, pipe; };

static int epoll;
static posix_spawnattr_t attributes;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void watch(int descriptor, unsigned index, unsigned is_pipe) {
    struct epoll_event event = { .events = EPOLLIN, .data.u64 = (unsigned long long)index << 1 | is_pipe };
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event)) die("epoll_ctl");
}

/* Not by close alone: a child that is being executed still holds a copy until the kernel comes to its close-on-exec, and epoll would go on. */
static void forget(int descriptor) {
    epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, NULL);
    close(descriptor);
}

static void start(struct child *child, unsigned index, char **words) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC)) die("pipe2");
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
    int error = posix_spawn(&child->pid, words[0], &actions, &attributes, words, environ);
    if (error) { errno = error; die(words[0]); }
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    child->pipe = ends[0];
    child->pidfd = syscall(SYS_pidfd_open, child->pid, 0);
    if (child->pidfd < 0) die("pidfd_open");
    watch(child->pipe, index, 1);
    watch(child->pidfd, index, 0);
}

static void drain(struct child *child) {
    char buffer[65536];
    ssize_t count;
    while ((count = read(child->pipe, buffer, sizeof buffer)) > 0) { }
    if (count == 0) {
        forget(child->pipe);
        child->pipe = -1;
    }
}

/* The end of a child: its status, and what its pipe still holds. */
static void reap(struct child *child) {
    int status;
    struct rusage usage;
    if (wait4(child->pid, &status, 0, &usage) != child->pid) die("wait4");
    if (child->pipe >= 0) drain(child);
    if (child->pipe >= 0) forget(child->pipe);
    forget(child->pidfd);
}

/* Calls `ended` for each child that has ended until it returns 0, or stdin ends. */
static void run(struct child *children, int (*ended)(unsigned)) {
    struct epoll_event events[256];
    for (;;) {
        int count = epoll_wait(epoll, events, 256, -1);
        for (int i = 0; i < count; i++) {
            if (events[i].data.u64 == ~0ULL) return;
            unsigned index = events[i].data.u64 >> 1;
            if (!(events[i].data.u64 & 1)) {
                reap(&children[index]);
                if (!ended(index)) return;
            } else if (children[index].pipe >= 0) {
                drain(&children[index]);
            }
        }
    }
}

static struct child *children;
static char **words;
static unsigned left, living;

static int restart(unsigned index) {
    start(&children[index], index, words);
    return 1;
}

static int next(unsigned index) {
    living--;
    if (left) {
        left--;
        living++;
        start(&children[index], index, words);
    }
    return living > 0;
}

static int count_down(unsigned index) {
    (void)index;
    return --living > 0;
}

static void stop_all(unsigned count) {
    double began = now();
    for (unsigned i = 0; i < count; i++) kill(-children[i].pid, SIGTERM);
    living = count;
    run(children, count_down);
    printf("stopped %.1f\n", (now() - began) * 1000);
}

static void prepare(void) {
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    epoll = epoll_create1(EPOLL_CLOEXEC);
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
}

static int mark(const char *path) {
    char line[64];
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    int length = snprintf(line, sizeof line, "%d %lld\n", getpid(), time.tv_sec * 1000000000LL + time.tv_nsec);
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0644);
    if (file < 0 || write(file, line, length) != length) return 1;
    close(file);
    pause();
    return 0;
}

int main(int count, char **arguments) {
    if (count >= 3 && !strcmp(arguments[1], "mark")) return mark(arguments[2]);
    prepare();
    if (count >= 4 && !strcmp(arguments[1], "forever")) {
        unsigned number = atoi(arguments[2]);
        words = arguments + 3;
        children = calloc(number, sizeof *children);
        struct epoll_event end = { .events = EPOLLIN, .data.u64 = ~0ULL };
        epoll_ctl(epoll, EPOLL_CTL_ADD, 0, &end);
        for (unsigned i = 0; i < number; i++) start(&children[i], i, words);
        run(children, restart);
        epoll_ctl(epoll, EPOLL_CTL_DEL, 0, &end);
        stop_all(number);
    } else if (count >= 5 && !strcmp(arguments[1], "short")) {
        unsigned parallel = atoi(arguments[3]);
        left = atoi(arguments[2]);
        words = arguments + 4;
        children = calloc(parallel, sizeof *children);
        double began = now();
        for (unsigned i = 0; i < parallel && left; i++) {
            left--;
            living++;
            start(&children[i], i, words);
        }
        run(children, next);
        printf("seconds %.4f\n", now() - began);
    } else {
        fprintf(stderr, "see the comment at the top of loop.c\n");
        return 2;
    }
    return 0;
}
