using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Bansuri.Acceptance.Tests.Harness;

/// <summary>A Bash in the sandbox that takes one line after the other, as a user's does; the program is on its PATH.</summary>
internal sealed class Shell : IAsyncDisposable
{
    private readonly Process _bash;
    private readonly string _end = $"end-{Guid.NewGuid():N} ";

    public Shell(Sandbox sandbox)
    {
        var start = sandbox.Describe("/bin/bash", ["--norc", "--noprofile"]);
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        start.Environment["PATH"] = $"{Path.GetDirectoryName(Repository.Program)}:{start.Environment["PATH"]}";
        _bash = new Process { StartInfo = start };
        _bash.Start();
        // Jobs as in a terminal (`%1`), and both streams in one, in order.
        _bash.StandardInput.Write("set -m; exec 2>&1\n");
    }

    /// <summary>For one line.</summary>
    public TimeSpan Limit { get; init; } = Wait.Limit;

    public async Task<(int ExitCode, string Output)> RunAsync(string line)
    {
        using var limit = new CancellationTokenSource(Limit);
        // A job in the background must not read the lines that are meant for the shell.
        var quoted = line.Replace("'", @"'\''", StringComparison.Ordinal);
        await _bash.StandardInput.WriteAsync($"eval '{quoted}' </dev/null\nprintf '\\n%s%d\\n' '{_end}' $?\n");
        await _bash.StandardInput.FlushAsync(limit.Token);
        var output = new StringBuilder();
        while (await _bash.StandardOutput.ReadLineAsync(limit.Token) is { } answer)
        {
            if (answer.StartsWith(_end, StringComparison.Ordinal))
            {
                return (int.Parse(answer.AsSpan(_end.Length), NumberStyles.None, CultureInfo.InvariantCulture), output.ToString());
            }

            output.Append(answer).Append('\n');
        }

        throw new InvalidOperationException($"the shell ended:\n{output}");
    }

    public async ValueTask DisposeAsync()
    {
        // What still runs as a job of the shell is ended by it, by its pid.
        _bash.StandardInput.Write("for pid in $(jobs -p); do kill $pid; kill $pid; done; wait\n");
        _bash.StandardInput.Close();
        using var limit = new CancellationTokenSource(Wait.Limit);
        try
        {
            await _bash.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _bash.Kill();
        }

        _bash.Dispose();
    }
}
