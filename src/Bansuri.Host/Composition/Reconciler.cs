using System.Collections.Immutable;
using Bansuri.Abstractions.Readers;
using Bansuri.Host.Configuration;
using Bansuri.Host.Configuration.Watching;
using Bansuri.Host.Control;
using Bansuri.Host.Control.Contracts;
using Bansuri.Host.Reconciliation;
using Microsoft.Extensions.Logging;

namespace Bansuri.Host.Composition;

/// <summary>
/// Brings what is in line with what is wanted: reads, plans, gives the orders, and says what it did. A content that is not valid changes
/// nothing; the last good one goes on.
/// </summary>
internal sealed class Reconciler : IReloads, IDisposable
{
    private readonly ConfigurationSource _source;
    private readonly ReconcilerTargets _targets;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SourceWatcher _watcher;
    private readonly ReloadReports _reports;

    // Files and plugins change independently of each other; both end here, one at a time.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly long _start;
    private DesiredState? _inForce;
    private RevisionCounter _revisions = new();
    private ReloadGuard _guard = new();
    private ReloadDocument _last;

    public Reconciler(ConfigurationSource source, LoadResult first, ReconcilerTargets targets, TimeProvider time, ILogger log)
    {
        (_source, _targets, _time, _log) = (source, targets, time, log);
        _start = time.GetTimestamp();
        _watcher = new SourceWatcher(first, () => source.Read(), TakeAsync, time) { HintsMissed = TellOfPolling };
        _reports = new ReloadReports(source.Directory, log);
        _last = Document(ReloadDocument.Unchanged, "nothing was read yet", []);
    }

    /// <summary>Applies the first configuration, which is valid.</summary>
    public void Begin(LoadResult first)
    {
        if (first.Config is { } config)
        {
            _reports.Warn(first);
            (_, _revisions) = _revisions.Number(first.ContentHash);
            var desired = Desired(config, _revisions.Last);
            Carry(desired, Planner.Plan(null, desired), config);
        }
    }

    /// <summary>Watches the sources until cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await _watcher.RunAsync(stopping);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // What runs goes on; the next look may succeed.
                HostEvents.ReloadFailed(_log, failure, _revisions.Applied);
                await Task.Delay(_watcher.CheckInterval, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>SIGHUP: looks now, and waits for nothing.</summary>
    public void LookSoon() => _ = _watcher.LookNowAsync();

    public async Task<ReloadDocument> ReloadAsync(CancellationToken cancellationToken)
    {
        var before = _last;
        await _watcher.LookNowAsync().WaitAsync(cancellationToken);
        var after = _last;
        return !ReferenceEquals(before, after) || after.Outcome == ReloadDocument.Rejected
            ? after
            : Document(ReloadDocument.Unchanged, $"nothing has changed, still running revision {_revisions.Applied}", []);
    }

    public async Task<ReloadDocument> PlanAsync(string? draft, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var found = _source.Read(draft);
            if (found.Config is null)
            {
                return _reports.Rejection(found, _revisions.Applied, $"the configuration would be rejected: {DiagnosticRenderer.Summary(found.Diagnostics)}");
            }

            var desired = Desired(found.Config, _revisions.Last + 1);
            var plan = Planner.Plan(_inForce, desired);
            var outcome = plan.IsEmpty ? ReloadDocument.Unchanged : ReloadDocument.Applied;
            var isGuarded = GuardQuestion.For(_inForce, desired, found.ContentHash, isConfirmed: false, TimeSpan.Zero) is { Removes: true, Interval: var wait } && wait > TimeSpan.Zero;
            return Document(outcome, ReloadReports.Prospect(plan, _revisions.Applied, isGuarded), [.. PlanText.Lines(plan, PresenceOf)]) with { ContentHash = found.ContentHash };
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A plugin came, went or was swapped: generations are part of what is wanted.</summary>
    public async Task TakePluginsAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Of what is in force: the files are the watcher's business, which takes only what has settled.
            if (_inForce is { } kept)
            {
                var desired = kept with { Tasks = [.. kept.Tasks.Select(task => task with { Generation = _targets.Types.FullGeneration(task.Entry.Config.Identification.Type) })] };
                Carry(desired, Planner.Plan(kept, desired), null);
            }

            _targets.Board.TurnGates();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _turn.Dispose();
    }

    private void TellOfPolling(string folder, string reason) => HostEvents.HintsMissed(_log, folder, reason, Durations.Format(_watcher.CheckInterval));

    private async Task<bool> TakeAsync(LoadResult found, bool isOrdered, CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            if (found.Config is { } config)
            {
                return Take(found, config, isOrdered);
            }

            (var number, _revisions) = _revisions.Number(found.ContentHash);
            _last = _reports.Rejection(found, _revisions.Applied, $"config revision {number} rejected ({ReloadReports.CountErrors(found)}), still running revision {_revisions.Applied}");
            _targets.Status.Rejected(_last.Errors);
            HostEvents.Rejected(_log, _last.Message);
            _reports.Tell(_last.Diagnostics, LogLevel.Error);
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    private bool Take(LoadResult found, HostConfig config, bool isOrdered)
    {
        var began = _time.GetTimestamp();
        var desired = Desired(config, _revisions.Last + 1);
        var plan = Planner.Plan(_inForce, desired);
        HostEvents.Planned(_log, desired.Tasks.Length, _time.GetElapsedTime(began).TotalMilliseconds);
        var question = GuardQuestion.For(_inForce, desired, found.ContentHash, isOrdered, _time.GetElapsedTime(_start));
        var wasHeld = _guard.HeldHash is not null;
        (var apply, _guard) = _guard.Judge(question);
        if (!apply)
        {
            if (!wasHeld)
            {
                HostEvents.Guarded(_log);
            }

            return false;
        }

        _reports.Warn(found);
        if (plan.IsEmpty)
        {
            // The order of the tasks is no change of any of them, but it is the one that `status` shows.
            _inForce = desired with { Revision = _revisions.Applied };
            _targets.Board.Apply(BoardUpdates.From(plan, desired));
            _source.Accept(config);
            _targets.Status.Applied(_revisions.Applied, _targets.Status.Current.Config.LoadedAt);
            var isMended = _last.Outcome == ReloadDocument.Rejected;
            _last = Document(ReloadDocument.Unchanged, $"{(isMended ? "valid again, and as it was" : "changed in form only")}, still running revision {_revisions.Applied}", []);
            if (isMended)
            {
                HostEvents.Mended(_log, _revisions.Applied);
            }
            else
            {
                HostEvents.FormOnly(_log);
            }

            return true;
        }

        (_, _revisions) = _revisions.Number(found.ContentHash);
        Carry(desired with { Revision = _revisions.Last }, plan, config);
        return true;
    }

    /// <summary>Carries a plan out and says so, a line for each change.</summary>
    private void Carry(DesiredState desired, Plan plan, HostConfig? config)
    {
        var isFirst = _inForce is null;
        _inForce = desired;
        if (config is not null)
        {
            _source.Accept(config);
        }

        if (plan.IsEmpty && !isFirst)
        {
            return;
        }

        _revisions = _revisions.Apply(desired.Revision);
        _targets.Status.Applied(desired.Revision, _time.GetLocalNow());
        ImmutableArray<string> lines = [.. PlanText.Lines(plan, PresenceOf)];
        var counts = $"{plan.Added.Length} added, {plan.Changed.Length} changed, {plan.Removed.Length} removed, {plan.Unchanged.Length} unchanged";
        HostEvents.Applied(_log, desired.Revision, counts, ShortHash);
        if (!isFirst)
        {
            foreach (var line in lines)
            {
                HostEvents.Change(_log, desired.Revision, line);
            }
        }

        _last = Document(ReloadDocument.Applied, $"config revision {desired.Revision} applied ({counts})", lines);
        _targets.BeforeApply(desired);
        _targets.Board.Apply(BoardUpdates.From(plan, desired));
        _targets.AfterApply(desired, plan);
    }

    private Presence PresenceOf(TaskSpec spec) => TaskPresence.Of(_targets.Board.Find(spec.Name));

    // Enough to tell two contents apart, as with commits.
    private string ShortHash => _revisions.LastHash?[..12] ?? "";

    private DesiredState Desired(HostConfig config, int revision) => DesiredState.From(config, revision, _targets.Types.FullGeneration);

    private ReloadDocument Document(string outcome, string message, ImmutableArray<string> changes) =>
        ReloadReports.Document(outcome, _revisions.Applied, message, changes) with { ContentHash = _revisions.LastHash ?? "" };
}
