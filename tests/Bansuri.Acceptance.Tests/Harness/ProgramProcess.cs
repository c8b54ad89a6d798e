using System.Diagnostics;
using System.Text;

namespace Bansuri.Acceptance.Tests.Harness;

/// <summary>The program, started: its output so far and its end.</summary>
internal sealed class ProgramProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly Lock _gate = new(); // the two readers of the streams against the test

    public ProgramProcess(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    public CommandResult SoFar()
    {
        lock (_gate)
        {
            return new CommandResult(-1, _output.ToString(), _error.ToString());
        }
    }

    /// <summary>Waits for the end of the process and of its streams.</summary>
    public async Task<CommandResult> EndAsync()
    {
        using var limit = new CancellationTokenSource(Wait.Limit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            Assert.Fail($"'{string.Join(' ', _process.StartInfo.ArgumentList)}' did not end within {Wait.Limit.TotalSeconds} s:\n{SoFar().All}");
        }

        return SoFar() with { ExitCode = _process.ExitCode };
    }

    public void Signal(int signal) => Harness.Signal.Send(Pid, signal);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Append(StringBuilder text, string? line)
    {
        lock (_gate)
        {
            if (line is not null)
            {
                text.Append(line).Append('\n');
            }
        }
    }
}
