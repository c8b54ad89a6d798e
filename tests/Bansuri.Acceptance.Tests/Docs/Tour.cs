namespace Bansuri.Acceptance.Tests.Docs;

/// <summary>A page's tour, taken as a reader does: files saved, commands typed one after the other.</summary>
internal static class Tour
{
    /// <param name="limit">For one command; default: that of every wait.</param>
    public static async Task TakeAsync(string markdown, Sandbox sandbox, TimeSpan? limit = null)
    {
        var steps = TourStep.Read(markdown);
        Assert.True(steps.OfType<TourStep.Command>().Count() >= 6, "the tour was not found");

        await using var shell = new Shell(sandbox) { Limit = limit ?? Wait.Limit };
        foreach (var step in steps)
        {
            switch (step)
            {
                case TourStep.SaveFile file:
                    sandbox.Write(file.Name, file.Text);
                    break;
                case TourStep.Command command:
                    await TakeAsync(shell, command);
                    break;
            }
        }
    }

    // A reader looks again when the answer is not there yet; what prints nothing is done once, and has to succeed.
    private static async Task TakeAsync(Shell shell, TourStep.Command command)
    {
        if (command.Expected.Count == 0)
        {
            var (exitCode, output) = await shell.RunAsync(command.Line);
            Assert.True(exitCode == 0, $"{command.Line}: exit code {exitCode}\n{output}");
            return;
        }

        var last = "";
        await Wait.UntilAsync(
            async () => command.IsMetBy(last = (await shell.RunAsync(command.Line)).Output),
            () => $"{command.Line}\nwanted:\n{string.Join('\n', command.Expected)}\ngot:\n{last}");
    }
}
