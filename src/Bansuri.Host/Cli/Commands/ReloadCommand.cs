using System.CommandLine;
using Bansuri.Host.Cli.Client;
using Bansuri.Host.Control.Contracts;

namespace Bansuri.Host.Cli.Commands;

/// <summary><c>bansuri reload</c>, and <c>bansuri plan</c>, which only says what it would do.</summary>
internal static class ReloadCommand
{
    public static Command Create(CliServices services, HostLookup hosts)
    {
        var command = hosts.Options.AddTo(new ExampleCommand("reload", "Looks at the configuration and all its sources now, and applies them.", "bansuri reload"));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = hosts.Connect(parsed);
            return Report(await client.PostAsync("/v1/reload", ControlJson.Default.ReloadDocument, cancellationToken), services.Terminal);
        });
        return command;
    }

    public static Command CreatePlan(CliServices services, HostLookup hosts)
    {
        var file = new Argument<string?>("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "A draft to read in place of the configuration" }.NoOption();
        var command = hosts.Options.AddTo(new ExampleCommand("plan", "Says what a reload would do, task by task; changes nothing.", "bansuri plan", "bansuri plan bansuri.new.yaml") { file });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = hosts.Connect(parsed);
            return Report(await client.GetAsync(parsed.GetValue(file) is { } draft ? "/v1/plan?file=" + Uri.EscapeDataString(Path.GetFullPath(draft)) : "/v1/plan", ControlJson.Default.ReloadDocument, cancellationToken), services.Terminal);
        });
        return command;
    }

    private static int Report(ReloadDocument document, Terminal terminal)
    {
        if (document.Diagnostics.Length > 0)
        {
            terminal.Error.WriteLine(document.Diagnostics.TrimEnd('\n'));
        }

        foreach (var change in document.Changes)
        {
            terminal.Out.WriteLine(change);
        }

        var rejected = document.Outcome == ReloadDocument.Rejected;
        (rejected ? terminal.Error : terminal.Out).WriteLine(document.Message);
        return rejected ? ExitCodes.Usage : ExitCodes.Done;
    }
}
