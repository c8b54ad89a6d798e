using System.CommandLine;

namespace Bansuri.Host.Cli.Commands;

/// <summary><c>bansuri completion SHELL</c>: a script that asks the program itself, by its [suggest] directive, so that it never ages.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _bansuri() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(bansuri "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _bansuri bansuri
        """;

    private const string Zsh = """
        #compdef bansuri
        _bansuri() {
            local -a found
            found=("${(@f)$(bansuri "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
            compadd -- $found || _files
        }
        compdef _bansuri bansuri
        """;

    private const string Fish = """
        complete -c bansuri -a '(bansuri "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'
        """;

    public static Command Create(CliServices services)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" }.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new ExampleCommand("completion", "Prints a script that completes commands in a shell.", "source <(bansuri completion bash)", "bansuri completion fish | source") { shell };
        command.SetAction(async (parsed, _) =>
        {
            var script = parsed.GetRequiredValue(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => Fish };
            await services.Terminal.Out.WriteLineAsync(script);
            return ExitCodes.Done;
        });
        return command;
    }
}
