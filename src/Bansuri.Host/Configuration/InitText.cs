namespace Bansuri.Host.Configuration;

/// <summary>What <c>bansuri init</c> writes: a configuration to start from.</summary>
internal static class InitText
{
    public const string Yaml = """
        # bansuri run -c bansuri.yaml      starts everything below; save the file and the host follows
        # bansuri validate bansuri.yaml    says what is wrong, and where
        # bansuri status                   shows what runs

        tasks:
          # A text is started again whenever it ends, and shown as Script1, Script2, ...
          - while true; do echo "Running at $(date)"; sleep 10; done

          # A mapping says more. This one runs each night at two, and tries three times.
          - name: nightly
            command: echo "backing up"     # a text is for /bin/sh -c; a list [program, argument] needs no shell
            schedule-cron: "0 2 * * *"
            times: 3
            timeout: 10m
            # timezone: Europe/Berlin
            # environment: {TARGET: "${HOME}/backup"}
            # environment-file: secrets.env
            # notify: on-fail              # with 'notify-command' at the root

          # Ten seconds after each end, the next run.
          - name: cleanup
            command: [echo, "cleaning up"]
            timer: 10s
            enabled: false                 # true starts it, at the next save

        # What holds for every task that does not say otherwise.
        # defaults:
        #   grace-period: 30s              # from SIGTERM to SIGKILL

        # More files, each with 'tasks' of its own.
        # include: [conf.d/*.yaml]

        # host:
        #   check-interval: 30s            # how often the files are looked at, besides inotify
        #   state-directory: .bansuri

        """;
}
