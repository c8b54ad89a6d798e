namespace Bansuri.Host.Configuration;

/// <summary>What <c>bansuri init</c> writes: a configuration to start from.</summary>
internal static class InitText
{
    /// <summary>For the name of the file that it goes to.</summary>
    public static string For(string path) => Path.GetExtension(path).ToUpperInvariant() is ".JSON" or ".JSONC" ? Json : Yaml;

    private const string Yaml = """
        # yaml-language-server: $schema=bansuri.schema.json
        # Editors that know that line complete and check this file; 'bansuri schema > bansuri.schema.json' makes what it names.
        #
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

    private const string Json = """
        {
          // Editors complete and check this file by its schema; 'bansuri schema > bansuri.schema.json' makes it.
          "$schema": "bansuri.schema.json",

          // bansuri run -c bansuri.json      starts everything below; save the file and the host follows
          // bansuri validate bansuri.json    says what is wrong, and where
          // bansuri status                   shows what runs
          "tasks": [
            // A text is started again whenever it ends, and shown as Script1, Script2, ...
            "while true; do echo \"Running at $(date)\"; sleep 10; done",

            // A mapping says more. This one runs each night at two, and tries three times.
            {
              "name": "nightly",
              "command": "echo \"backing up\"",   // a text is for /bin/sh -c; a list [program, argument] needs no shell
              "schedule-cron": "0 2 * * *",
              "times": 3,
              "timeout": "10m",
              // "timezone": "Europe/Berlin",
              // "environment": {"TARGET": "${HOME}/backup"},
              // "environment-file": "secrets.env",
              // "notify": "on-fail",             // with "notify-command" at the root
            },

            // Ten seconds after each end, the next run.
            {
              "name": "cleanup",
              "command": ["echo", "cleaning up"],
              "timer": "10s",
              "enabled": false                    // true starts it, at the next save
            },
          ],

          // What holds for every task that does not say otherwise.
          // "defaults": {"grace-period": "30s"}, // from SIGTERM to SIGKILL

          // More files, each with "tasks" of its own.
          // "include": ["conf.d/*.json"],

          // "host": {"check-interval": "30s", "state-directory": ".bansuri"}
        }

        """;
}
