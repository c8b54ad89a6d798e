using Bansuri.Abstractions.Binding;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Configuration.Reading;

/// <summary>How many values stand somewhere, keys included.</summary>
internal static class Weights
{
    public static long Of(WrittenEntry? entry)
    {
        var weight = 0L;
        foreach (var written in entry?.Keys ?? [])
        {
            weight += Of(written.Value);
        }

        return weight;
    }

    private static long Of(ConfigNode node)
    {
        var weight = 1L;
        switch (node)
        {
            case MappingNode mapping:
                foreach (var entry in mapping.Entries)
                {
                    weight += 1 + Of(entry.Value);
                }

                break;
            case SequenceNode sequence:
                foreach (var item in sequence.Items)
                {
                    weight += Of(item);
                }

                break;
        }

        return weight;
    }
}
