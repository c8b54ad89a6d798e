using System.CommandLine;
using Bansuri.Host.Cli.Client;
using Bansuri.Host.Cli.Rendering;
using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Cli.Commands;

/// <summary><c>bansuri next [NAME]</c>: the coming slots.</summary>
internal static class NextCommand
{
    private const int OfOne = 5;

    public static Command Create(CliServices services, HostLookup hosts)
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "The name of a task; without it the next slot of each" }.NoOption();
        var count = new Option<int?>("--count", "-n") { HelpName = "N", Description = "How many slots of each task (5 of one, 1 of all)" };
        var command = hosts.Options.AddTo(new ExampleCommand("next", "Shows the coming slots of schedules.", "bansuri next", "bansuri next backup -n 10") { name, count });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = hosts.Connect(parsed);
            var one = parsed.GetValue(name);
            var tasks = await TaskSelection.FindAsync(client, one is null ? [] : [one], cancellationToken);
            var slots = await Task.WhenAll(tasks.Select(task => client.GetAsync(
                $"/v1/tasks/{Uri.EscapeDataString(task.Name)}/next?n={parsed.GetValue(count) ?? (one is null ? 1 : OfOne)}",
                ControlJson.Default.SlotsDocument,
                cancellationToken)));
            if (slots.All(each => each.Slots.IsEmpty))
            {
                await services.Terminal.Error.WriteLineAsync(one is null ? "no task has a coming slot" : $"'{one}' has no coming slot");
                return ExitCodes.Done;
            }

            var table = new TextTable("SLOT", "NAME");
            foreach (var (slot, task) in slots.SelectMany(each => each.Slots.Select(slot => (slot, each.Task))).OrderBy(pair => pair.slot))
            {
                table.Add(Times.Both(slot, services.Time), task);
            }

            table.Write(services.Terminal.Out);
            return ExitCodes.Done;
        });
        return command;
    }
}
