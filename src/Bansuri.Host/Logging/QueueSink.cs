using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace Bansuri.Host.Logging;

/// <summary>Puts Serilog's events, formatted once and with the time of the host's clock, into every queue.</summary>
internal sealed class QueueSink(ITextFormatter formatter, IReadOnlyList<LogQueue> queues, TimeProvider clock) : ILogEventSink
{
    public void Emit(LogEvent logEvent)
    {
        var properties = logEvent.Properties.Select(property => new LogEventProperty(property.Key, property.Value));
        var line = Format(formatter, new LogEvent(clock.GetUtcNow(), logEvent.Level, logEvent.Exception, logEvent.MessageTemplate, properties));
        foreach (var queue in queues)
        {
            queue.Add(line, 1);
        }
    }

    public static byte[] Format(ITextFormatter formatter, LogEvent logEvent)
    {
        using var text = new StringWriter();
        formatter.Format(logEvent, text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
