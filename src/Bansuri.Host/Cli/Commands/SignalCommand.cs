using System.CommandLine;
using Bansuri.Host.Cli.Client;
using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Cli.Commands;

/// <summary><c>bansuri signal SIG NAME...</c></summary>
internal static class SignalCommand
{
    public static Command Create(CliServices services, HostLookup hosts)
    {
        var signal = new Argument<string>("SIG") { Description = "A signal by name or number: HUP, SIGUSR1, 10" }.NoOption();
        var names = TaskSelection.Names(ArgumentArity.OneOrMore);
        var command = hosts.Options.AddTo(new ExampleCommand("signal", "Sends a signal to all processes of tasks.", "bansuri signal HUP web") { signal, names });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = hosts.Connect(parsed);
            var code = ExitCodes.Done;
            foreach (var task in await TaskSelection.FindAsync(client, parsed.GetValue(names) ?? [], cancellationToken))
            {
                var path = $"/v1/tasks/{Uri.EscapeDataString(task.Name)}/signal?signal={Uri.EscapeDataString(parsed.GetRequiredValue(signal))}";
                var sent = await client.PostAsync(path, ControlJson.Default.SignalDocument, cancellationToken);
                if (sent.Processes == 0)
                {
                    await services.Terminal.Error.WriteLineAsync($"error: {task.Name}: no process runs");
                    code = ExitCodes.Failed;
                }
                else
                {
                    await services.Terminal.Out.WriteLineAsync($"{task.Name}: sent to {(sent.Processes == 1 ? "1 process" : $"{sent.Processes} processes")}");
                }
            }

            return code;
        });
        return command;
    }
}
