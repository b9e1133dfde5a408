// Each test starts servers, workers and sandboxes of its own: side by side they would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
