using System.Text.Json.Serialization;
using Bansuri.Abstractions;

namespace Bansuri.Host.Plugins;

/// <summary>What came of calling a plugin's code: a closed family, in types of the host only.</summary>
/// <remarks>A child host sends it as JSON.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Described), "described")]
[JsonDerivedType(typeof(Exited), "exited")]
[JsonDerivedType(typeof(Cancelled), "cancelled")]
[JsonDerivedType(typeof(StartError), "start-error")]
[JsonDerivedType(typeof(PluginError), "plugin-error")]
internal abstract record PluginOutcome
{
    /// <summary>The process to run.</summary>
    internal sealed record Described(ProcessSpec Spec) : PluginOutcome;

    /// <summary>The code returned.</summary>
    internal sealed record Exited(int Code) : PluginOutcome;

    /// <summary>The code ended in order after it had been asked to.</summary>
    internal sealed record Cancelled : PluginOutcome;

    /// <summary>Nothing ran: the constructor threw, the options are wrong, or the code said what is missing.</summary>
    internal sealed record StartError(string Text) : PluginOutcome;

    /// <summary>The code threw.</summary>
    internal sealed record PluginError(string Text) : PluginOutcome;

    /// <summary>The code never came back; its generation stays loaded.</summary>
    internal sealed record Abandoned : PluginOutcome;
}
