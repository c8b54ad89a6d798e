using Bansuri.Abstractions;
using Bansuri.Host.Scheduling;

namespace Bansuri.Host.Tests.Scheduling;

public sealed class CronWordsTests
{
    [Theory]
    [InlineData("* * * * *", "every minute")]
    [InlineData("* * * * * *", "every second")]
    [InlineData("*/15 * * * * *", "every 15 seconds")]
    [InlineData("0 */5 * * * *", "every 5 minutes")]
    [InlineData("*/5 * * * *", "every 5 minutes")]
    [InlineData("@hourly", "every hour")]
    [InlineData("7 * * * *", "every hour at minute 7")]
    [InlineData("30 */6 * * *", "every 6 hours at minute 30")]
    [InlineData("0 2 * * *", "every day at 02:00")]
    [InlineData("0 2 ? * *", "every day at 02:00")]
    [InlineData("30 2,14 * * *", "every day at 02:30 and 14:30")]
    [InlineData("0 0 7 * * MON-FRI", "every day from Monday to Friday at 07:00")]
    [InlineData("0 7 * * 1", "every Monday at 07:00")]
    [InlineData("0 7 * * sat,7", "every Saturday and Sunday at 07:00")]
    [InlineData("0 7 * * 1,3,5", "every Monday, Wednesday and Friday at 07:00")]
    [InlineData("@weekly", "every Sunday at 00:00")]
    [InlineData("@monthly", "on the first day of every month at 00:00")]
    [InlineData("15 3 L * *", "on the last day of every month at 03:15")]
    [InlineData("15 3 15 * *", "on day 15 of every month at 03:15")]
    [InlineData("@yearly", "every year on 1 January at 00:00")]
    [InlineData("0 12 24 DEC *", "every year on 24 December at 12:00")]
    public void A_common_expression_is_said_in_words(string expression, string words)
    {
        Assert.True(Schedule.TryParse(expression, new CronScope(CronDialect.Vixie, TimeZoneInfo.Utc, "t"), out _, out _));

        Assert.Equal(words, CronWords.Of(expression));
    }

    [Theory]
    [InlineData("*/7 * * * *")]
    [InlineData("0 2 1 * MON")]
    [InlineData("0 H * * *")]
    [InlineData("5 0 2 * * *")]
    [InlineData("0 0 15W * *")]
    [InlineData("0 0 * * 1#2")]
    [InlineData("0-10 2 * * *")]
    [InlineData("0 2 * JAN *")]
    public void Any_other_has_none(string expression) => Assert.Null(CronWords.Of(expression));
}
