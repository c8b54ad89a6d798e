using System.CommandLine;
using Bansuri.Host.Cli.Client;
using Bansuri.Host.Cli.Rendering;
using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Cli.Commands;

/// <summary><c>bansuri why NAME</c>: how the task came into its state.</summary>
internal static class WhyCommand
{
    public static Command Create(CliServices services, HostLookup hosts)
    {
        var name = new Argument<string>("NAME") { Description = "The name of a task" }.NoOption();
        var command = hosts.Options.AddTo(new ExampleCommand("why", "Shows how a task came into its state: the last changes and their causes.", "bansuri why backup") { name });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = hosts.Connect(parsed);
            var path = $"/v1/tasks/{Uri.EscapeDataString(parsed.GetRequiredValue(name))}/why";
            var why = await client.GetAsync(path, ControlJson.Default.WhyDocument, cancellationToken);
            var table = new TextTable("TIME", "FROM", "TO", "REASON");
            foreach (var transition in why.Transitions)
            {
                table.Add(Times.Both(transition.At, services.Time), transition.From, transition.To, transition.Reason);
            }

            table.Write(services.Terminal.Out);
            await services.Terminal.Out.WriteLineAsync($"{why.Task.Name} is {why.Task.State}: {why.Task.Reason}");
            return ExitCodes.Done;
        });
        return command;
    }
}
