using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace Bansuri.Host.Logging;

/// <summary>Puts Serilog's events, formatted once, into every queue.</summary>
internal sealed class QueueSink(ITextFormatter formatter, IReadOnlyList<LogQueue> queues) : ILogEventSink
{
    // A formatter keeps the last time it has written, and Serilog calls from every thread.
    private readonly Lock _gate = new();

    public void Emit(LogEvent logEvent)
    {
        byte[] line;
        lock (_gate)
        {
            line = Format(logEvent);
        }

        foreach (var queue in queues)
        {
            queue.Add(line, 1);
        }
    }

    public byte[] Format(LogEvent logEvent)
    {
        using var text = new StringWriter();
        formatter.Format(logEvent, text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
