using System.Globalization;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Readers;

namespace Bansuri.Host.Supervision;

/// <summary>Why an attempt ended: a closed family, in the words of docs/architecture.md.</summary>
internal abstract record ExitReason
{
    /// <summary>The word for <c>status --json</c> and the history.</summary>
    public abstract string Word { get; }

    /// <summary>The word with its figure, for programs: <c>exited(1)</c>.</summary>
    public virtual string Term => Word;

    /// <summary>The main process ended by itself, or the plugin's code returned.</summary>
    internal sealed record Exited(int Code) : ExitReason
    {
        public override string Word => "exited";

        public override string Term => string.Create(CultureInfo.InvariantCulture, $"exited({Code})");

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"exit {Code}");
    }

    /// <summary>A signal that the host did not send ended the main process.</summary>
    internal sealed record Signalled(int Signal) : ExitReason
    {
        public override string Word => "signalled";

        public override string Term => $"signalled({SignalNames.Format(Signal)})";

        public override string ToString() => SignalNames.Format(Signal);
    }

    internal sealed record Timeout(TimeSpan After) : ExitReason
    {
        public override string Word => "timeout";

        public override string ToString() => $"timeout of {Durations.Format(After)}";
    }

    /// <summary>Nothing ran. <paramref name="Transient"/> ones (no memory, no descriptors) are tried again like any failure.</summary>
    internal sealed record StartError(string Text, bool Transient = false) : ExitReason
    {
        public override string Word => "start-error";

        public override string ToString() => Text;
    }

    internal sealed record PluginError(string Text) : ExitReason
    {
        public override string Word => "plugin-error";

        public override string ToString() => Text;
    }

    internal sealed record ProbeFailed(string Text) : ExitReason
    {
        public override string Word => "probe";

        public override string ToString() => Text;
    }

    /// <summary>By the operator, a reload, the end of the allocation or a shutdown; never a failure.</summary>
    internal sealed record Stopped : ExitReason
    {
        public override string Word => "stopped";

        public override string ToString() => "stopped";
    }

    internal sealed record DependencyFailed(string Text) : ExitReason
    {
        public override string Word => "dependency";

        public override string ToString() => Text;
    }

    /// <summary>The host died during it.</summary>
    internal sealed record Interrupted : ExitReason
    {
        public override string Word => "interrupted";

        public override string ToString() => "interrupted";
    }
}
