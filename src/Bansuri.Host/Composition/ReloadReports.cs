using System.Collections.Immutable;
using Bansuri.Abstractions.Diagnostics;
using Bansuri.Host.Configuration;
using Bansuri.Host.Control.Contracts;
using Bansuri.Host.Reconciliation;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Composition;

/// <summary>What the reconciler says of a read: the documents for the control interface, the lines for the log.</summary>
/// <param name="directory">Paths in messages are relative to it.</param>
internal sealed class ReloadReports(string directory, ILogger log)
{
    public static ReloadDocument Document(string outcome, int revision, string message, ImmutableArray<string> changes) =>
        new() { Outcome = outcome, Revision = revision, Message = message, Changes = changes };

    public ReloadDocument Rejection(LoadResult found, int revision, string message) => Document(ReloadDocument.Rejected, revision, message, []) with
    {
        ContentHash = found.ContentHash,
        Errors = Diagnosed.Errors(found),
        Diagnostics = Diagnosed.Text(found, directory),
    };

    /// <summary>What a reload would come to.</summary>
    public static string Prospect(Plan plan, int revision, bool isGuarded) => (plan.IsEmpty, isGuarded) switch
    {
        (true, _) => $"nothing would change, still running revision {revision}",
        (_, true) => "'bansuri reload' would do this at once; a save alone waits for one more check interval, as no task would be left (reload-guard)",
        _ => "a reload would do this",
    };

    public void Warn(LoadResult found)
    {
        if (found.Diagnostics.Length > 0)
        {
            Tell(Diagnosed.Text(found, directory), LogLevel.Warning);
        }
    }

    /// <summary>A line of the log is one line: an excerpt comes as several.</summary>
    public void Tell(string diagnostics, LogLevel level)
    {
        foreach (var line in diagnostics.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            HostEvents.Diagnostic(log, level, line);
        }
    }

    public static string CountErrors(LoadResult found) =>
        Messages.Count(found.Diagnostics.Count(each => each.Severity == Severity.Error), "error");
}
