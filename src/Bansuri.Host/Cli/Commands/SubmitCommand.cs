using System.CommandLine;
using Bansuri.Host.Slurm;

namespace Bansuri.Host.Cli.Commands;

/// <summary><c>bansuri submit</c>: the host as a job of Slurm.</summary>
internal static class SubmitCommand
{
    public static Command Create(CliServices services)
    {
        var config = new Option<string?>("--config", "-c") { HelpName = "FILE", Description = "The configuration; else the default file here, as for 'run'" };
        var state = new Option<string?>("--state-directory") { HelpName = "DIR", Description = "As for 'run'" };
        var exit = new Option<bool>("--exit-when-done") { Description = "As for 'run'" };
        var print = new Option<bool>("--print") { Description = "Only show the script" };
        Option<string?>[] passed =
        [
            new("--partition", "-p") { HelpName = "NAME", Description = "For sbatch" },
            new("--time", "-t") { HelpName = "TIME", Description = "For sbatch: minutes, or D-HH:MM:SS" },
            new("--cpus-per-task") { HelpName = "N", Description = "For sbatch" },
            new("--mem") { HelpName = "SIZE", Description = "For sbatch" },
            new("--gpus") { HelpName = "N", Description = "For sbatch" },
            new("--account", "-A") { HelpName = "NAME", Description = "For sbatch" },
        ];
        var others = new Argument<string[]>("OPTIONS") { Arity = ArgumentArity.ZeroOrMore, Description = "After --: any other options of sbatch" };
        var command = new ExampleCommand(
            "submit",
            "Submits the host as a job of Slurm, by the script that it needs.",
            "bansuri submit -c bansuri.yaml --time 1-00:00:00 --mem 8G",
            "bansuri submit --print -- --constraint=v100 --mail-type=END")
        {
            config, state, exit, print, others,
        };
        foreach (var option in passed)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => services.Offline().SubmitAsync(
            new SubmitOptions(parsed.GetValue(config))
            {
                Print = parsed.GetValue(print),
                StateDirectory = parsed.GetValue(state),
                ExitWhenDone = parsed.GetValue(exit),
                Sbatch =
                [
                    .. from option in passed let value = parsed.GetValue(option) where value is not null select $"{option.Name}={value}",
                    .. SubmitScript.Lines(parsed.GetValue(others) ?? []),
                ],
            },
            services.Terminal,
            cancellationToken));
        return command;
    }
}
