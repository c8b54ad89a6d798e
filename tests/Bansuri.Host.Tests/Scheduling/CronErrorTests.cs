namespace Bansuri.Host.Tests.Scheduling;

public sealed class CronErrorTests
{
    private const string Layout = " where a cron expression has 5 (minute hour day-of-month month day-of-week) or 6 with leading seconds";

    [Theory]
    [InlineData("60 * * * *", "minute '60' is not in 0-59")]
    [InlineData("60 * * * * *", "second '60' is not in 0-59")]
    [InlineData("0 24 * * *", "hour '24' is not in 0-23")]
    [InlineData("0 1-24 * * *", "hour '24' is not in 0-23")]
    [InlineData("0 0 0 * *", "day-of-month '0' is not in 1-31")]
    [InlineData("0 0 32W * *", "day-of-month '32W' is not in 1-31")]
    [InlineData("0 0 L-31 * *", "day-of-month 'L' is not in 1-31")]
    [InlineData("0 0 * 13 *", "month '13' is not in 1-12 or JAN-DEC")]
    [InlineData("0 0 * JAN-FOO *", "month 'FOO' is not in 1-12 or JAN-DEC")]
    [InlineData("0 0 * * 8", "day-of-week '8' is not in 0-7 or SUN-SAT")]
    [InlineData("0 0 * * monday", "day-of-week 'monday' is not in 0-7 or SUN-SAT")]
    [InlineData("0 0 * * 1#6", "day-of-week '1#6' is no value, range or step of 0-7 or SUN-SAT, 5L or 1#2")]
    [InlineData("0 0 * * L", "day-of-week 'L' is not in 0-7 or SUN-SAT")]
    [InlineData("99999999999999999999 * * * *", "minute '99999999999999999999' is not in 0-59")]
    [InlineData("-5 * * * *", "minute '-5' is no value, range or step of 0-59")]
    [InlineData("1-2-3 * * * *", "minute '1-2-3' is no value, range or step of 0-59")]
    [InlineData("1,,2 * * * *", "minute has an empty entry where 0-59 is allowed")]
    [InlineData("*/0 * * * *", "the step of minute '*/0' is not in 1-59")]
    [InlineData("*/90 * * * *", "the step of minute '*/90' is not in 1-59")]
    [InlineData("H(30-10) * * * *", "minute 'H(30-10)' has a range or step that holds no value of 0-59")]
    [InlineData("H(0-9)/20 * * * *", "minute 'H(0-9)/20' has a range or step that holds no value of 0-59")]
    [InlineData("H(0-60) * * * *", "minute '60' is not in 0-59")]
    [InlineData("", "'' has 0 fields" + Layout)]
    [InlineData("0", "'0' has 1 field" + Layout)]
    [InlineData("* * * *", "'* * * *' has 4 fields" + Layout)]
    [InlineData("0 0 0 * * * 2027", "'0 0 0 * * * 2027' has 7 fields" + Layout)]
    [InlineData(
        "@dialy",
        "unknown macro '@dialy' (allowed: @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually, @reboot, @every 5m)")]
    [InlineData("@every", "'@every' lacks a duration longer than 0, as in '@every 5m'")]
    [InlineData("@every 0s", "'@every 0s' lacks a duration longer than 0, as in '@every 5m'")]
    [InlineData("@every soon", "'@every soon' lacks a duration longer than 0, as in '@every 5m'")]
    [InlineData("0 0 30 2 *", "'0 0 30 2 *' never fires: no month it names has such a day")]
    [InlineData("0 0 31 4,6,9,11 *", "'0 0 31 4,6,9,11 *' never fires: no month it names has such a day")]
    [InlineData(
        "CRON_TZ=Europe/Berlim 0 3 * * *",
        "unknown time zone 'Europe/Berlim' (allowed: IANA names such as 'Europe/Berlin' or 'UTC')")]
    public void A_bad_expression_is_told_in_plain_words(string text, string expected) => Assert.Equal(expected, Cron.Error(text));

    [Fact]
    public void Whatever_the_text_an_error_is_a_sentence_and_no_exception()
    {
        const string Letters = "0123456789*/-,?LWH#() @SUNJAF";
        var dice = new Random(20260109);
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, dice.Next(1, 5)).Select(_ => Letters[dice.Next(Letters.Length)]));
            string[] fields = ["0", "0", "*", "*", "*"];
            fields[dice.Next(fields.Length)] = text;
            Assert.NotEmpty(Cron.Error(string.Join(' ', fields)));
        }
    }
}
