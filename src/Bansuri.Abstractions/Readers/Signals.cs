namespace Bansuri.Abstractions.Readers;

/// <summary>Signals by name or number, and the reactions that may carry one.</summary>
internal static class Signals
{
    private const string Prefix = "signal:";

    public static readonly ValueReader<int> Signal = new ScalarReader<int>(
        "a signal such as TERM, SIGINT or 15",
        JsonShape.Later(() => JsonShape.Matching(SignalNames.Pattern, "a signal such as TERM, SIGINT or 15", "integer", JsonShape.Limits(1, 64))),
        (string text, ReadContext _, out int value) => SignalNames.TryParse(text, out value),
        SignalNames.Format)
    { Remedy = text => Scalars.Write(text.ToUpperInvariant(), SignalNames.Spellings(text)) };

    public static readonly ValueReader<ChangeReaction> Reaction = new ScalarReader<ChangeReaction>(
        "one of auto, restart, next-run, manual, or signal:NAME such as signal:HUP",
        JsonShape.Later(() => JsonShape.OneOf(
            JsonShape.Names(["auto", "restart", "next-run", "manual"]),
            JsonShape.Matching($"{Prefix}(?:{SignalNames.Pattern})", "one of auto, restart, next-run, manual, or signal:NAME such as signal:HUP"))),
        TryReaction,
        value => value.Kind == ChangeReactionKind.Signal ? Prefix + SignalNames.Format(value.Signal) : Scalars.Kebab(value.Kind));

    private static bool TryReaction(string text, ReadContext context, out ChangeReaction value)
    {
        if (text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            var known = SignalNames.TryParse(text[Prefix.Length..], out var signal);
            value = new ChangeReaction(ChangeReactionKind.Signal, signal);
            return known;
        }

        ChangeReactionKind? kind = text switch
        {
            "auto" => ChangeReactionKind.Auto,
            "restart" => ChangeReactionKind.Restart,
            "next-run" => ChangeReactionKind.NextRun,
            "manual" => ChangeReactionKind.Manual,
            _ => null,
        };
        value = new ChangeReaction(kind ?? default);
        return kind is not null;
    }
}
