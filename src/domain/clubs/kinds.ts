export const KINDS = ['workshop', 'training', 'talk', 'debate', 'competition', 'match', 'outing', 'other'] as const
