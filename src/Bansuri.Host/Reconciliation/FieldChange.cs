using Bansuri.Abstractions.Keys;

namespace Bansuri.Host.Reconciliation;

/// <summary>One key that has another value, as people see it: secrets are masked.</summary>
/// <param name="Key">The key; a variable or an option by its path, such as <c>environment.LANG</c>.</param>
/// <param name="Old">The value before; empty for none.</param>
/// <param name="New">The value now; empty for none.</param>
/// <param name="Class">What the change does to a running task.</param>
internal sealed record FieldChange(string Key, string Old, string New, ChangeClass Class)
{
    /// <summary>The key that stands for another generation of the task's plugin.</summary>
    public const string PluginKey = "plugin";

    /// <summary>Whether nobody wrote the key, and its default follows from another that changed.</summary>
    public bool IsDerived { get; init; }
}
