using System.Globalization;

namespace Bansuri.Host.Output;

/// <summary>Local time with offset as text, such as <c>2026-01-09T11:06:18.123+01:00</c>. Most lines of a flood share one.</summary>
internal sealed class TimeText(TimeProvider clock)
{
    private byte[] _text = [];
    private long _millisecond = -1;

    public ReadOnlySpan<byte> Of(long utcTicks)
    {
        var millisecond = utcTicks / TimeSpan.TicksPerMillisecond;
        if (millisecond != _millisecond)
        {
            // Only now, as each task has two of these, and most say nothing.
            _text = _text is [] ? new byte[29] : _text;
            var local = TimeZoneInfo.ConvertTime(new DateTimeOffset(utcTicks, TimeSpan.Zero), clock.LocalTimeZone);
            _ = local.TryFormat(_text, out _, "yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
            _millisecond = millisecond;
        }

        return _text;
    }
}
