using Bansuri.Abstractions;
using Bansuri.Abstractions.Binding;
using Bansuri.Abstractions.Keys;
using Bansuri.Abstractions.Nodes;

namespace Bansuri.Host.Isolation;

/// <summary>A task's configuration on its way to a child host and there.</summary>
internal static class ChildConfig
{
    public static NodeForm Write(TaskConfig config) => NodeForm.Of(ConfigNodes.Of(config));

    // Only two defaults do not follow from other keys, and both are sent with the order.
    public static TaskConfig Read(ChannelMessage.Order order) =>
        ConfigNodes.Read((MappingNode)order.Config.ToNode(), new HostDefaults(order.WorkingDirectory, order.GracePeriod));
}
