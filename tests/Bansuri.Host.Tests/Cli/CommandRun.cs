using Bansuri.Host.Cli;
using Bansuri.Host.Slurm;
using Bansuri.Host.Tests.Control;
using Bansuri.Host.Tests.Slurm;
using Microsoft.Extensions.Time.Testing;

namespace Bansuri.Host.Tests.Cli;

/// <summary>One run of the program's commands, in this process: exit code and what was written where.</summary>
internal sealed record CommandRun(int Code, string Out, string Error)
{
    public static async Task<CommandRun> OfAsync(ServedHost served, params string[] arguments) =>
        await OfAsync([.. arguments, "--socket", served.Socket], new RecordedRunner());

    public static async Task<CommandRun> OfAsync(IReadOnlyList<string> arguments, RecordedRunner runner, Func<string, string?>? variable = null, FakeSlurm? slurm = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var time = new FakeTimeProvider(FakeHost.Now);
        time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("here", TimeSpan.FromHours(1), "here", "here"));
        var code = await CommandLine.RunAsync(arguments, new CliServices
        {
            Host = () => runner,
            Offline = () => runner,
            Slurm = () => new SlurmController(slurm ?? new FakeSlurm()),
            Become = command => throw new BecameException(command),
            Terminal = new Terminal(output, error),
            Variable = variable ?? (_ => null),
            Time = time,
        });
        return new CommandRun(code, output.ToString(), error.ToString());
    }
}
