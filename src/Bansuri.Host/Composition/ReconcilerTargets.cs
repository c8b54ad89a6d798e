using Bansuri.Host.Reconciliation;
using Bansuri.Host.Supervision;

namespace Bansuri.Host.Composition;

/// <summary>Whom the reconciler orders and tells.</summary>
/// <param name="BeforeApply">What must be in force when the first task moves: notifiers.</param>
/// <param name="AfterApply">What else follows a plan: output settings, exit-when-done, removed tasks' output.</param>
internal sealed record ReconcilerTargets(TaskBoard Board, PluginTypes Types, HostStatus Status, Action<DesiredState> BeforeApply, Action<DesiredState, Plan> AfterApply);
