using Polly;
using Polly.Retry;

namespace Bansuri.Host.Supervision.Runs;

/// <summary>An attempt that ended, with the judgement on it.</summary>
internal sealed record AttemptOutcome(AttemptExit Exit, Judgement Judgement)
{
    /// <summary>Whose it was.</summary>
    public IAttempts? Of { get; init; }
}

/// <summary>What can be tried more than once.</summary>
internal interface IAttempts
{
    Task<AttemptOutcome> AttemptAsync();

    /// <summary>It failed and another one follows: told before the wait.</summary>
    void Announce(AttemptOutcome outcome);
}

/// <summary>
/// A run is this Polly pipeline around one attempt. It is the same for all runs: a pipeline's options are frozen when it is built, while
/// <c>times</c>, <c>on-fail</c> and the delays are live keys, so its strategy asks the judgement that was made with the policy in force.
/// </summary>
internal sealed class RetryPipeline
{
    private readonly ResiliencePipeline<AttemptOutcome> _pipeline;

    public RetryPipeline(TimeProvider time) => _pipeline = new ResiliencePipelineBuilder<AttemptOutcome> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<AttemptOutcome>
        {
            // `times` is in the judgement: it may be edited between two attempts.
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = asked => ValueTask.FromResult(asked.Outcome.Result?.Judgement.Verdict == Verdict.Retry),
            DelayGenerator = asked => ValueTask.FromResult(asked.Outcome.Result?.Judgement.Delay),
            OnRetry = asked =>
            {
                if (asked.Outcome.Result is { } outcome)
                {
                    outcome.Of?.Announce(outcome);
                }

                return ValueTask.CompletedTask;
            },
        })
        .Build();

    /// <summary>Makes attempts until one is not to be tried again.</summary>
    /// <param name="attempts">Makes them.</param>
    /// <param name="calledOff">Ends a wait with <see cref="OperationCanceledException"/>; attempts end by themselves.</param>
    public async Task<AttemptOutcome> ExecuteAsync(IAttempts attempts, CancellationToken calledOff)
    {
        var context = ResilienceContextPool.Shared.Get(calledOff);
        try
        {
            var outcome = await _pipeline.ExecuteOutcomeAsync(static async (_, attempts) => Outcome.FromResult(await attempts.AttemptAsync()), context, attempts);
            outcome.ThrowIfException();
            return outcome.Result!; // there is one without an exception
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }
}
