// What Cloudflare binds as Workers AI; the part that is asked.

export interface WorkersAi {
  run(model: string, inputs: object, options?: object): Promise<unknown>;
}
