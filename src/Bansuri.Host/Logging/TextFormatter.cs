using System.Globalization;
using System.Text;
using Bansuri.Host.Output;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Parsing;

namespace Bansuri.Host.Logging;

/// <summary>
/// <c>2026-01-09T11:06:18.123+01:00 INF [bansuri] message</c>. Events of the host name their task in the message; an event that only
/// carries its task was said by the task's own code and has the task's name in the brackets.
/// </summary>
internal sealed class TextFormatter(TimeProvider clock) : ITextFormatter
{

    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write(Encoding.ASCII.GetString(new TimeText(clock).Of(logEvent.Timestamp.UtcTicks)));
        output.Write($" {Code(logEvent.Level)} [{Speaker(logEvent)}] ");
        output.Write(SafeText.Of(Render(logEvent)));
        if (logEvent.Exception is { } problem)
        {
            output.Write(SafeText.Of(": " + problem.Message));
        }

        output.Write('\n');
    }

    /// <summary>The message as people read it: Serilog itself would put quotes around texts and durations.</summary>
    public static string Render(LogEvent logEvent)
    {
        using var message = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            if (token is PropertyToken { Format: null } property && logEvent.Properties.GetValueOrDefault(property.PropertyName) is ScalarValue scalar)
            {
                message.Write(Convert.ToString(scalar.Value, CultureInfo.InvariantCulture));
            }
            else
            {
                token.Render(logEvent.Properties, message, CultureInfo.InvariantCulture);
            }
        }

        return message.ToString();
    }

    private static string Code(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => "DBG",
        LogEventLevel.Information => "INF",
        LogEventLevel.Warning => "WRN",
        LogEventLevel.Error => "ERR",
        _ => "FTL",
    };

    private static string Speaker(LogEvent logEvent)
    {
        var isTask = logEvent.Properties.TryGetValue(HostLog.TaskProperty, out var task)
            && !logEvent.MessageTemplate.Tokens.OfType<PropertyToken>().Any(token => token.PropertyName == HostLog.TaskProperty);
        return isTask && task is ScalarValue { Value: string name } ? name : "bansuri";
    }
}
