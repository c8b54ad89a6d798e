using System.Globalization;
using Bansuri.Host.Processes.Kernel;

namespace Bansuri.Host.Processes.Spawning;

/// <summary>Refuses, before anything starts, limits that this host is not able to set.</summary>
internal static class LimitCheck
{
    private const string OnlineCpus = "/sys/devices/system/cpu/online";

    /// <summary>Niceness of the host, from which the tool <c>nice</c> counts.</summary>
    internal static int OwnNice() => Libc.GetPriority(Libc.PriorityOfThread, 0);

    internal static int PermittedNice(int nice) => nice >= OwnNice() || Libc.EffectiveUser() == 0
        ? nice
        : throw new ProcessStartException(Errno.NoAccess, string.Create(CultureInfo.InvariantCulture, $"priority {nice}, which needs root"));

    internal static long Permitted(string key, int resource, long value)
    {
        if (Libc.EffectiveUser() == 0 || ResourceLimit.Of(resource) is not { } limit || (ulong)value <= limit.Hard)
            return value;
        throw new ProcessStartException(
            Errno.NotPermitted, string.Create(CultureInfo.InvariantCulture, $"{key} {value}, above the hard limit of {limit.Hard}"));
    }

    /// <summary>taskset fails only when none of the processors is there; so does this.</summary>
    internal static string PresentCpus(string list)
    {
        try
        {
            if (CpuList.Expand(list).Intersect(CpuList.Expand(File.ReadAllText(OnlineCpus).Trim())).Any())
                return list.Replace(" ", "", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return list;
        }

        throw new ProcessStartException(Errno.Invalid, $"cpus '{list}'");
    }
}
