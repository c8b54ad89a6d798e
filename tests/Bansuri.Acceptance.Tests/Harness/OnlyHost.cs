namespace Bansuri.Acceptance.Tests.Harness;

/// <summary>Tests whose commands do not say which host they mean: while they run there must be no other one of this user.</summary>
[CollectionDefinition(nameof(OnlyHost), DisableParallelization = true)]
public sealed class OnlyHost;
