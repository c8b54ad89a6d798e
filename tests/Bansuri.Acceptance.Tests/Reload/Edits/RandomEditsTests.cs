using System.Globalization;

namespace Bansuri.Acceptance.Tests.Reload.Edits;

/// <summary>
/// A host with fifty tasks through five hundred edits. BANSURI_EDITS_SEED and BANSURI_EDITS choose others than those that every run has.
/// </summary>
public sealed class RandomEditsTests : AcceptanceTest
{
    private static readonly int Seed = Number("BANSURI_EDITS_SEED", 20_260_109);
    private static readonly int Edits = Number("BANSURI_EDITS", 500);

    [Fact]
    public async Task Each_edit_does_what_its_plan_said_and_nothing_else()
    {
        Sandbox.Script("counter", "trap 'echo hup >>\"${0%/*}/hup.$BANSURI_TASK\"' HUP\n(trap '' HUP; exec sleep \"$1\") &\necho $$ >\"${0%/*}/up.$BANSURI_TASK\"\nwhile kill -0 $! 2>/dev/null; do wait $!; done\n");
        await using var session = await EditSession.StartAsync(Sandbox, Seed);
        for (var edit = 1; edit <= Edits; edit++)
        {
            await session.StepAsync(edit);
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
