using System.Collections.Concurrent;
using Bansuri.Abstractions;
using Bansuri.Host.Plugins;

namespace Bansuri.Host.Isolation;

/// <summary>
/// The host's side of the talk with one child host. What the child asks for goes to the attempt's context, as if its code ran here; nothing
/// that it says can do more than end its own run.
/// </summary>
internal sealed class ChildTalk(Stream stream, TaskContext context)
{
    private readonly MessageChannel _channel = new(stream);
    private readonly ConcurrentDictionary<int, CancellationTokenSource> _processes = new();

    /// <summary>Whether the child has come so far as to take an order.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Whether the child is to be ended, as no word with it is possible.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Talks until the child says what came of its code. Null when it went without a word.</summary>
    public async Task<PluginOutcome?> RunAsync(ChannelMessage.Order order)
    {
        try
        {
            while (await _channel.ReadAsync() is { } message)
            {
                switch (message)
                {
                    case ChannelMessage.Ready { Program: var program } when program != ChildHost.Program:
                        IsBroken = true;
                        return new PluginOutcome.StartError("the program on disk is another build than this host: restart the host");
                    case ChannelMessage.Ready when !IsReady:
                        IsReady = true;
                        await _channel.WriteAsync(order);
                        break;
                    case ChannelMessage.Ended { Outcome: var outcome }:
                        return outcome;
                    default:
                        Do(message);
                        break;
                }
            }

            return null;
        }
        catch (ChannelException fault)
        {
            IsBroken = true;
            return new PluginOutcome.PluginError($"its child host sent the host {fault.Message}");
        }
    }

    private void Do(ChannelMessage message)
    {
        switch (message)
        {
            case ChannelMessage.Logged { Warning: false, Text: var text }:
                context.Log.Information(text);
                break;
            case ChannelMessage.Logged { Text: var text }:
                context.Log.Warning(text);
                break;
            case ChannelMessage.Progressed progress:
                context.Progress.Report(new TaskProgress(progress.Fraction, progress.Message));
                break;
            case ChannelMessage.ProcessWanted wanted when IsReady:
                _ = RunProcessAsync(wanted);
                break;
            case ChannelMessage.ProcessUnwanted { Id: var id }:
                Cancel(id);
                break;
            default:
                throw new ChannelException("a message that is not its to send");
        }
    }

    private async Task RunProcessAsync(ChannelMessage.ProcessWanted wanted)
    {
        using var stopping = new CancellationTokenSource();
        if (!_processes.TryAdd(wanted.Id, stopping))
        {
            return;
        }

        var answer = new ChannelMessage.ProcessEnded(wanted.Id, 0);
        try
        {
            answer = answer with { Code = await context.Processes.RunAsync(wanted.Spec, stopping.Token) };
        }
        catch (Exception failure)
        {
            // Whatever the wish was like: its answer is for the code that had it.
            answer = answer with { StartError = failure.Message };
        }

        _processes.TryRemove(wanted.Id, out _);
        await _channel.WriteAsync(answer);
    }

    private void Cancel(int id)
    {
        try
        {
            _processes.GetValueOrDefault(id)?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }
}
