using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Json;

namespace Bansuri.Host.Logging;

/// <summary>
/// The compact log event format (https://clef-json.org) with the message rendered as people read it: Serilog's own formatter puts
/// quotes around every text in it. The number of the event is its <c>@i</c>.
/// </summary>
internal sealed class JsonFormatter : ITextFormatter
{
    private static readonly JsonValueFormatter Values = new(typeTagName: null);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write("{\"@t\":\"");
        output.Write(logEvent.Timestamp.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        output.Write("\",\"@m\":");
        JsonValueFormatter.WriteQuotedJsonString(TextFormatter.Render(logEvent), output);
        if (EventNumber(logEvent) is { } number)
        {
            output.Write(",\"@i\":");
            output.Write(number);
        }

        if (logEvent.Level != LogEventLevel.Information)
        {
            output.Write($",\"@l\":\"{logEvent.Level}\"");
        }

        if (logEvent.Exception is { } problem)
        {
            output.Write(",\"@x\":");
            JsonValueFormatter.WriteQuotedJsonString(problem.ToString(), output);
        }

        WriteProperties(logEvent, output);
        output.Write("}\n");
    }

    private static void WriteProperties(LogEvent logEvent, TextWriter output)
    {
        foreach (var (name, value) in logEvent.Properties)
        {
            if (name is "EventId" or "SourceContext")
            {
                continue;
            }

            output.Write(',');
            JsonValueFormatter.WriteQuotedJsonString(name.StartsWith('@') ? "@" + name : name, output);
            output.Write(':');
            Values.Format(value, output);
        }
    }

    private static int? EventNumber(LogEvent logEvent) =>
        logEvent.Properties.TryGetValue("EventId", out var value) && value is StructureValue id
            ? id.Properties.FirstOrDefault(property => property.Name == "Id")?.Value is ScalarValue { Value: int number } ? number : null
            : null;
}
