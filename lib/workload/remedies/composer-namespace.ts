/** The namespace that Composer makes for pods of DAGs in its own clusters. */
export const composerNamespace = "composer-user-workloads";

/** Why Drawbridge does not create something in a namespace of Composer's. */
export const ownedByComposer = {
  refused: `Cloud Composer makes the namespace ${composerNamespace} and its service account default itself: when they are missing, the environment is not ready, or the cluster is not Composer's. Choose a namespace of your own, or the environment's cluster.`,
};
